"""What is wrong with the labels of the drawings of a page, by their boxes in the browser."""

OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("main svg")) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")];
    const labels = texts.map((text) => [text, text.getBoundingClientRect()]);
    labels.forEach(([text, a], i) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1
          || a.bottom > frame.bottom + 1) found.push(`outside: ${text.textContent}`);
      for (const [other, b] of labels.slice(i + 1)) {
        const over = a.left < b.right - 1 && b.left < a.right - 1
          && a.top < b.bottom - 4 && b.top < a.bottom - 4;
        if (over) found.push(`${text.textContent} over ${other.textContent}`);
      }
    });
  }
  return found;
}"""
"""Labels of drawings that overlap by their boxes, apart from the blank lead above their letters."""
