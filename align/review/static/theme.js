// Runs before the first paint, so that a dark page does not flash white.
try {
  const theme = localStorage.getItem("align-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* a browser that keeps nothing */ }
