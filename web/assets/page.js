// Optional: every page works without this. It offers to copy citations, tells at
// once what a mark of a picture stands for, and zooms a picture to the days that
// are drawn over.
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
for (const button of document.querySelectorAll("button[data-text]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.text);
    button.textContent = "Copied";
  });
}
// A sentence that is asked about is answered with one key. Who said it, or when, has
// to be chosen first: their keys lead to the field.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const answer = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const field = document.querySelector(`[data-focus="${CSS.escape(event.key)}"]`)?.form.querySelector("select, input:not([type=hidden])");
  if (answer || field) event.preventDefault();
  answer?.click();
  field?.focus();
});
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
// What a mark or a strip tells stands beside it as soon as it is pointed at or
// reached by Tab; the browser's own note would come late, and never by keyboard.
for (const board of document.querySelectorAll(".board")) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  board.append(tip);
  for (const title of board.querySelectorAll("svg title")) {
    title.parentElement.dataset.tip = title.textContent;
    title.remove();
  }
  const show = (event) => {
    const of = event.target.closest("[data-tip]");
    tip.hidden = !of;
    if (!of) return;
    tip.textContent = of.dataset.tip;
    const at = of.getBoundingClientRect(), on = board.getBoundingClientRect();
    const x = (event.type === "focusin" ? at.left : event.clientX) - on.left;
    tip.style.left = Math.max(0, Math.min(x + 12, on.width - tip.offsetWidth)) + "px";
    tip.style.top = at.bottom - on.top + 8 + "px";
  };
  board.addEventListener("pointermove", show);
  board.addEventListener("focusin", show);
  for (const end of ["pointerleave", "focusout"]) board.addEventListener(end, () => { tip.hidden = true; });
  board.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
}
// Drawing over the days of a picture zooms to them.
for (const board of document.querySelectorAll(".board[data-from]")) {
  const brush = document.createElement("div");
  brush.className = "brush";
  brush.hidden = true;
  board.append(brush);
  const day = 24 * 60 * 60 * 1000, first = Date.parse(board.dataset.from), days = (Date.parse(board.dataset.to) - first) / day + 1;
  let began = null;
  const place = (event) => {
    const plot = board.querySelector(".plot").getBoundingClientRect();
    return { plot, part: Math.max(0, Math.min((event.clientX - plot.left) / plot.width, 0.99999)) };
  };
  board.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse" && event.target.closest(".plot") && !event.target.closest("a")) {
      began = place(event).part;
      event.preventDefault();
    }
  });
  board.addEventListener("pointermove", (event) => {
    if (began === null) return;
    const { plot, part } = place(event);
    brush.hidden = Math.abs(part - began) * plot.width < 6;
    brush.style.left = plot.left - board.getBoundingClientRect().left + Math.min(part, began) * plot.width + "px";
    brush.style.width = Math.abs(part - began) * plot.width + "px";
  });
  addEventListener("pointerup", (event) => {
    if (began !== null && !brush.hidden) {
      const parts = [began, place(event).part].sort((a, b) => a - b);
      const [from, to] = parts.map((part) => new Date(first + Math.floor(part * days) * day).toISOString().slice(0, 10));
      const address = new URL(location.href);
      address.searchParams.set("from", from);
      address.searchParams.set("to", to);
      location.assign(address);
    }
    began = null;
    brush.hidden = true;
  });
}
