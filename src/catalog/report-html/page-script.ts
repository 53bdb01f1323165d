/** The page's script (runs in the browser): starts comparisons as they come near, and the filter. */
export const pageScript = `
const near = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      new Viewer(entry.target);
    }
  },
  { rootMargin: '600px' },
);
for (const viewer of document.querySelectorAll('.viewer')) near.observe(viewer);

const cards = [...document.querySelectorAll('.card')];
const filters = [...document.querySelectorAll('[data-filter]')];
for (const filter of filters) {
  filter.addEventListener('click', () => {
    const wanted = filter.dataset.filter;
    for (const other of filters) other.setAttribute('aria-pressed', String(other === filter));
    for (const card of cards) {
      const kind = card.dataset.kind;
      const done = kind === 'pass' || kind === 'review';
      card.hidden = !(wanted === 'all' || wanted === kind || (wanted === 'done' && done));
    }
  });
}
`;
