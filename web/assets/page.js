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
  for (const field of choice.querySelectorAll("select, input:not([type=radio])")) {
    field.addEventListener("change", () => { radio.checked = true; });
  }
}
