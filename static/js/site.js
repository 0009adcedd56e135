// Improves pages that already work: folds notes on narrow screens, "/" goes to the search box.
(() => {
  const wide = window.matchMedia("(min-width: 62.01rem)");
  const fold = () => {
    if (window.matchMedia("print").matches) return;
    for (const notes of document.querySelectorAll("details.notes")) notes.open = wide.matches;
    openTarget();
  };
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.closest("details")?.setAttribute("open", "");
  };
  fold();
  wide.addEventListener("change", fold);
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", () => {
    for (const notes of document.querySelectorAll("details.notes")) notes.open = true;
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.getElementById("site-search");
    if (box) {
      event.preventDefault();
      box.focus();
    }
  });
})();
