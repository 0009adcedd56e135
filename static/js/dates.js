/* Says under a date how it is read, while it is typed. The site itself reads it, so that there is
   one reading of dates. Without this script the sentence comes with the saved or refused form. */
"use strict";

(() => {
  const waiting = new WeakMap();

  const read = async (input, sentence) => {
    const text = input.value.trim();
    const url = new URL(input.dataset.dateInWords, document.baseURI);
    url.searchParams.set("date", text);
    let said;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      said = answer.ok && !answer.redirected ? await answer.json() : { read: "", wrong: "" };
    } catch {
      said = { read: "", wrong: "" };
    }
    if (input.value.trim() === text) {
      sentence.textContent = said.read || said.wrong;
      sentence.classList.toggle("is-wrong", Boolean(said.wrong));
    }
  };

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches("[data-date-in-words]")) {
      return;
    }
    const sentence = document.querySelector(`#${CSS.escape(input.id)}_helptext .date-in-words`);
    clearTimeout(waiting.get(input));
    if (sentence) {
      waiting.set(input, setTimeout(read, 300, input, sentence));
    }
  });
})();
