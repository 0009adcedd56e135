/* The rows of an entry's form. Saved rows are folded to their headings, so that the form begins as an
   overview; one with an error stays open. A new row is where one goes on typing, and can take over
   the passages that the row above cites. */
"use strict";

(() => {
  const foldable = (row) => {
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
  };

  /* The passages of the nearest row above that has any; of the entry itself if none has. */
  const passagesAbove = (row) => {
    let above = row.previousElementSibling;
    for (; above; above = above.previousElementSibling) {
      const cited = above.querySelector("select[name$='-citations']");
      if (cited?.selectedOptions.length) {
        return [...cited.selectedOptions];
      }
    }
    return [...(document.getElementById("id_citations")?.selectedOptions ?? [])];
  };

  const offerPassages = (row) => {
    const cited = row.querySelector("select[name$='-citations']");
    if (!cited) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "same-passages";
    button.textContent = "Same passages as above";
    button.addEventListener("click", () => {
      for (const { text, value } of passagesAbove(row)) {
        const known = [...cited.options].find((option) => option.value === value);
        if (known) {
          known.selected = true;
        } else {
          cited.add(new Option(text, value, true, true));
        }
      }
      django.jQuery(cited).trigger("change");
    });
    cited.closest(".fieldBox").after(button);
  };

  /* An autocomplete types into a field of its own, which takes over the label of its list. */
  const nameSearches = (within) => {
    for (const list of within.querySelectorAll("select.admin-autocomplete")) {
      const search = list.parentElement.querySelector(".select2-search__field");
      const label = document.querySelector(`label[for="${CSS.escape(list.id)}"]`);
      if (search && label) {
        search.setAttribute("aria-label", label.textContent.trim());
      }
    }
  };

  const FIELDS =
    ".select2-selection, select:not(.select2-hidden-accessible), input:not([type=hidden]), textarea";

  document.addEventListener("DOMContentLoaded", () => {
    for (const row of document.querySelectorAll(".inline-related:not(.empty-form)")) {
      offerPassages(row);
      if (row.matches(".has_original") && !row.querySelector(".errorlist")) {
        foldable(row);
      }
    }
    setTimeout(nameSearches, 0, document);
    django.jQuery(document).on("select2:open", (event) => {
      const label = document.querySelector(`label[for="${CSS.escape(event.target.id)}"]`);
      const search = document.querySelector(".select2-container--open .select2-search__field");
      if (label && search) {
        search.setAttribute("aria-label", label.textContent.trim());
      }
    });
  });

  document.addEventListener("formset:added", (event) => {
    offerPassages(event.target);
    setTimeout(() => {
      // once the autocompletes of the row are there
      nameSearches(event.target);
      event.target.querySelector(FIELDS)?.focus();
    });
  });
})();
