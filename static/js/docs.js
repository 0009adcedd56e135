// Swagger UI has a dark look of its own; the page wears it when the reader's system does.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const wear = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  wear();
  dark.addEventListener("change", wear);
})();
