// Optional: every page works without this. It offers to copy citations, and
// opens the evidence that an address points to.
"use strict";
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = "Copied";
  });
}
// A wrong choice beside a field is the usual slip: touching the field chooses.
for (const choice of document.querySelectorAll(".review .choice")) {
  const radio = choice.querySelector("input[type=radio]");
  if (!radio) continue;
  for (const field of choice.querySelectorAll("select, input:not([type=radio])")) {
    field.addEventListener("change", () => { radio.checked = true; });
  }
}
// Words that are selected in an article can be marked as missed: the address
// names them by bytes of the stored text, as the choice of a sentence does.
const marker = document.querySelector("a[data-mark]");
if (marker) {
  const bytesUpTo = (part, node, offset) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    range.setEnd(node, offset);
    const before = range.cloneContents();
    for (const sign of before.querySelectorAll(".note-mark")) sign.remove();
    return new TextEncoder().encode(before.textContent).length;
  };
  document.addEventListener("selectionchange", () => {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    const part = range && !range.collapsed && range.commonAncestorContainer.parentElement?.closest("[data-part]") || range?.commonAncestorContainer.closest?.("[data-part]");
    marker.parentElement.hidden = !part || range.collapsed;
    if (!marker.parentElement.hidden) {
      const at = [bytesUpTo(part, range.startContainer, range.startOffset), bytesUpTo(part, range.endContainer, range.endOffset)];
      marker.href = marker.pathname + "?" + new URLSearchParams({ part: part.dataset.part, at: at.join("-") });
    }
  });
}
