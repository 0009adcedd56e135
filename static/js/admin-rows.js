/* Saved rows of an entry are folded to their headings, so that the form begins as an overview.
   A row with an error stays open. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const row of document.querySelectorAll(".inline-related.has_original")) {
    if (row.querySelector(".errorlist")) {
      continue;
    }
    const heading = row.querySelector("h3");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "row-toggle";
    const fold = (folded) => {
      row.classList.toggle("is-folded", folded);
      button.setAttribute("aria-expanded", String(!folded));
    };
    button.setAttribute("aria-label", heading.querySelector(".inline_label").textContent.trim());
    heading.prepend(button);
    row.classList.add("is-foldable");
    fold(row.id !== location.hash.slice(1)); // a link may lead to a row
    heading.addEventListener("click", (event) => {
      if (!event.target.closest("a, input, label")) {
        fold(!row.classList.contains("is-folded"));
      }
    });
  }
});
