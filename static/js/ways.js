// Offers entries while somebody types the end of a way. Without it the page asks which one is meant.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const input of document.querySelectorAll("input[data-suggest]")) {
    const list = document.createElement("datalist");
    list.id = `${input.id}-list`;
    input.after(list);
    input.setAttribute("list", list.id);
    let waiting;
    let asked = "";

    const offer = async () => {
      const q = input.value.trim();
      const isChosen = [...list.options].some((option) => option.value === q);
      if (q.length < 2 || q === asked || isChosen) return;
      asked = q;
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", q);
      try {
        const answer = await fetch(address);
        if (!answer.ok || asked !== q) return;
        const { results } = await answer.json();
        list.replaceChildren(...results.map(({ ref, name }) => new Option(name, ref)));
      } catch {
        // Nothing is offered; the page will ask.
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(offer, 200);
    });
  }
});
