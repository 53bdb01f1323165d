/** The page's own script (runs in the browser, behind `selectionScript`): loads the index, then the rows that are looked at. */
export const catalogScript = `
const PAGE = 100;
const AT_ONCE = 12;
const $ = (id) => document.getElementById(id);
const grouped = new Intl.NumberFormat('en-US');
const [pictures, list, status] = [$('pictures'), $('rows'), $('status')];
const fields = { text: $('search'), error: $('error'), market: $('market'), sort: $('sort') };
const kinds = [...document.querySelectorAll('[data-kind]')];
const view = { kind: 'all', error: '', market: '', text: '', sort: 'source', page: 0 };
const orders = {};
const chunks = new Map();
let rows = [];
let places = new Map();
let data;
let shown = [];

/** The policy lets no script in but those that this one makes. */
function load(name, missing) {
  const script = document.createElement('script');
  script.onerror = missing;
  script.onload = () => script.remove();
  script.src = pictures.dataset.folder + name;
  document.head.append(script);
}

function lacking() {
  status.textContent = 'Files of this report are missing. Keep the folder “report” beside report.html; if a new report was written, load this page again.';
  status.classList.add('banner');
}

globalThis.heroshotIndex = (index) => {
  data = index;
  rows = readIndex(index);
  places = new Map(rows.map((row, i) => [row.key, i]));
  restore(history.state);
  select();
  if (places.has(keyOf(location.hash))) goTo(location.hash);
  else {
    turn(view.page);
    goTo(location.hash);
  }
};

/** Back on the page after a look at a file: as it was left, where that is still there to choose. */
function restore(state) {
  if (!state) return;
  view.page = state.page;
  if (kinds.some((button) => button.dataset.kind === state.kind)) view.kind = state.kind;
  for (const name in fields) {
    fields[name].value = state[name];
    if (fields[name].value === state[name]) view[name] = state[name];
    else fields[name].value = view[name];
  }
}

globalThis.heroshotRows = (chunk, html) => {
  chunks.set(chunk, html);
  for (const item of list.querySelectorAll('[data-chunk="' + chunk + '"]')) fill(item);
};

/** A row is made when it comes near: of a search's finds no more scripts are loaded than there are rows to see. */
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) fill(target);
  },
  { rootMargin: '800px' },
);

function fill(item) {
  near.unobserve(item);
  const i = Number(item.dataset.row);
  const chunk = Math.floor(i / data.rowsAScript);
  const html = chunks.get(chunk);
  if (html) {
    // Text in it was escaped where it was written.
    item.innerHTML = html[i % data.rowsAScript];
    item.classList.remove('empty');
    delete item.dataset.chunk;
    return;
  }
  item.dataset.chunk = chunk;
  if (chunks.has(chunk)) return;
  chunks.set(chunk, undefined);
  load(data.scripts[chunk], () => {
    chunks.delete(chunk);
    lacking();
  });
}

/** A row before it is filled: what the index knows of it. */
function emptyRow(i, place) {
  const item = document.createElement('li');
  item.className = 'empty';
  item.dataset.row = i;
  item.tabIndex = -1;
  item.setAttribute('aria-posinset', place + 1);
  item.setAttribute('aria-setsize', shown.length);
  item.textContent = rows[i].name;
  near.observe(item);
  return item;
}

function select() {
  orders[view.sort] ??= sortRows(rows, view.sort);
  shown = selectRows(rows, orders[view.sort], view);
}

function turn(asked) {
  const { page, pages, from, to } = pageAt(asked, shown.length, PAGE);
  view.page = page;
  near.disconnect();
  list.replaceChildren(...shown.slice(from, to).map((i, place) => emptyRow(i, from + place)));
  // What stands at the top is there at once, not a frame later.
  for (const item of [...list.children].slice(0, AT_ONCE)) fill(item);
  tell(page, pages, from, to);
  // Without an address: browsers allow a page from a disk no other one.
  history.replaceState({ ...view }, '');
}

function tell(page, pages, from, to) {
  const of = grouped.format(shown.length) + (shown.length === rows.length ? '' : ' of ' + grouped.format(rows.length));
  status.classList.remove('banner');
  status.textContent = shown.length ? grouped.format(from + 1) + '–' + grouped.format(to) + ' of ' + of + ' pictures' : 'No picture';
  $('none').hidden = shown.length > 0;
  for (const pager of document.querySelectorAll('.pager')) {
    pager.hidden = pages === 1;
    pager.querySelector('.at').textContent = 'Page ' + grouped.format(page + 1) + ' of ' + grouped.format(pages);
    for (const button of pager.querySelectorAll('button')) {
      button.disabled = page === (['first', 'previous'].includes(button.dataset.turn) ? 0 : pages - 1);
    }
  }
  for (const button of kinds) button.setAttribute('aria-pressed', String(button.dataset.kind === view.kind));
  $('clear').hidden = view.kind === 'all' && !view.error && !view.market && !view.text;
}

function ask(changes) {
  Object.assign(view, changes, { page: 0 });
  for (const name in fields) fields[name].value = view[name];
  select();
  turn(0);
}
const EVERYTHING = { kind: 'all', error: '', market: '', text: '' };

/** Show the picture that an address names; false where it names none. */
function goTo(hash) {
  const key = keyOf(hash);
  const i = places.get(key);
  if (i === undefined) {
    if (key) status.textContent = 'This report has no picture “' + key + '”.';
    return false;
  }
  if (!shown.includes(i)) {
    Object.assign(view, EVERYTHING);
    for (const name in fields) fields[name].value = view[name];
    select();
  }
  turn(Math.floor(shown.indexOf(i) / PAGE));
  const item = list.querySelector('[data-row="' + i + '"]');
  fill(item);
  item.classList.add('named');
  item.scrollIntoView({ block: 'center' });
  item.focus({ preventScroll: true });
  return true;
}

for (const name in fields) fields[name].addEventListener('input', () => ask({ [name]: fields[name].value }));
for (const button of kinds) button.addEventListener('click', () => ask({ kind: button.dataset.kind }));
for (const button of document.querySelectorAll('.clear')) {
  button.addEventListener('click', () => {
    ask(EVERYTHING);
    fields.text.focus();
  });
}
for (const button of document.querySelectorAll('[data-only]')) {
  button.addEventListener('click', () => {
    ask({ ...EVERYTHING, [button.dataset.only]: button.value });
    list.focus({ preventScroll: true });
    pictures.scrollIntoView();
  });
}
for (const button of document.querySelectorAll('[data-turn]')) {
  button.addEventListener('click', () => {
    turn({ first: 0, previous: view.page - 1, next: view.page + 1, last: Infinity }[button.dataset.turn]);
    list.focus({ preventScroll: true });
    pictures.scrollIntoView();
  });
}
addEventListener('hashchange', () => goTo(location.hash));
addEventListener('beforeprint', () => list.querySelectorAll('.empty').forEach(fill));

const pace = $('pace');
const days = () => {
  const value = Math.ceil(Number(pace.dataset.pictures) / Number(pace.value));
  $('days').textContent = Number.isFinite(value) && value >= 0 ? grouped.format(value) : '–';
};
pace.addEventListener('input', days);
days();
load(pictures.dataset.index, lacking);
`;
