/**
 * The comparison's script (runs in the browser): a divider, zoom and pan that hold for both pictures, full-size files on zoom.
 *
 * Scale is CSS pixels per result pixel; x and y are the picture's corner in the viewer. With one finger or button a drag
 * moves the divider while the whole picture is seen, and the picture when it is enlarged.
 */
export const viewerScript = `
'use strict';
class Viewer {
  constructor(root) {
    this.root = root;
    this.width = Number(root.dataset.width);
    this.height = Number(root.dataset.height);
    this.shown = Number(root.dataset.shown);
    this.images = [...root.querySelectorAll('img')];
    this.split = root.querySelector('.split');
    this.state = root.querySelector('.state');
    this.buttons = [...root.parentNode.querySelectorAll('[data-zoom]')];
    this.fitted = true;
    this.full = false;
    this.armed = false;
    for (const image of this.images) image.src = image.dataset.src;
    if (this.split) this.split.addEventListener('input', () => this.divide(Number(this.split.value)));
    for (const button of this.buttons) button.addEventListener('click', () => this.press(button.dataset.zoom));
    root.addEventListener('keydown', (event) => this.key(event));
    root.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    root.addEventListener('pointerdown', (event) => this.grab(event));
    root.addEventListener('dblclick', (event) => {
      if (event.target !== this.split) this.press(this.fitted ? 'pixels' : '1', this.point(event));
    });
    root.addEventListener('pointerleave', () => { this.armed = false; });
    new ResizeObserver(() => (this.fitted ? this.fit() : this.place(this.scale, this.x, this.y))).observe(root);
    this.fit();
  }

  /** The scale of the whole picture: no larger than its preview, which would look softer than the file is. */
  get fitScale() {
    const most = Math.min(this.width, this.shown) / this.width;
    return Math.min(most, this.root.clientWidth / this.width, this.root.clientHeight / this.height);
  }

  fit() {
    this.fitted = true;
    this.place(this.fitScale, 0, 0);
  }

  place(scale, x, y) {
    const inside = (at, size, room) => (size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at)));
    const [w, h] = [this.width * scale, this.height * scale];
    this.scale = scale;
    this.x = inside(x, w, this.root.clientWidth);
    this.y = inside(y, h, this.root.clientHeight);
    const values = { x: this.x, y: this.y, w, h };
    for (const name in values) this.root.style.setProperty('--' + name, values[name] + 'px');
    this.root.classList.toggle('zoomed', w > this.root.clientWidth + 1 || h > this.root.clientHeight + 1);
    for (const button of this.buttons) {
      button.setAttribute('aria-pressed', String(Math.abs(this.scaleOf(button.dataset.zoom) / scale - 1) < 0.001));
    }
  }

  scaleOf(zoom) {
    return zoom === 'pixels' ? 1 / devicePixelRatio : this.fitScale * Number(zoom);
  }

  /** Enlarge about a point of the viewer, its middle where none is given. */
  zoom(scale, point) {
    const least = Math.min(this.fitScale, 1 / devicePixelRatio);
    const next = Math.min(Math.max(scale, least), Math.max(this.fitScale * 4, 8 / devicePixelRatio));
    const [px, py] = point || [this.root.clientWidth / 2, this.root.clientHeight / 2];
    const ratio = next / this.scale;
    this.fitted = Math.abs(next / this.fitScale - 1) < 0.001;
    if (!this.fitted) this.loadFull();
    this.place(next, px - (px - this.x) * ratio, py - (py - this.y) * ratio);
  }

  press(zoom, point) {
    if (zoom === '1') this.fit();
    else this.zoom(this.scaleOf(zoom), point);
  }

  divide(percent) {
    const bounded = Math.min(100, Math.max(0, percent));
    this.root.style.setProperty('--split', bounded + '%');
    this.split.value = bounded;
    this.split.setAttribute('aria-valuetext', Math.round(bounded) + ' % before');
  }

  point(event) {
    const box = this.root.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  key(event) {
    if (event.target === this.split || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    const move = moves[event.key];
    if (move && this.root.classList.contains('zoomed')) this.place(this.scale, this.x + move[0], this.y + move[1]);
    else if (event.key === '+' || event.key === '=') this.zoom(this.scale * 1.5);
    else if (event.key === '-') this.zoom(this.scale / 1.5);
    else if (event.key === '0') this.fit();
    else return;
    event.preventDefault();
  }

  wheel(event) {
    // Out beyond the whole picture is for the page to scroll.
    const out = event.deltaY > 0 && this.scale <= this.fitScale * 1.001;
    if (!event.ctrlKey && (!this.armed || out)) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    const delta = Math.max(-120, Math.min(120, event.deltaY * lines));
    const next = this.scale * Math.exp(-delta * (event.ctrlKey && Math.abs(delta) < 50 ? 0.01 : 0.002));
    this.zoom(event.deltaY > 0 ? Math.max(next, this.fitScale) : next, this.point(event));
  }

  grab(event) {
    if (event.button !== 0 || event.target === this.split || !event.isPrimary) return;
    const zoomed = this.root.classList.contains('zoomed');
    const [startX, startY] = this.point(event);
    const [x, y] = [this.x, this.y];
    let moved = false;
    this.root.setPointerCapture(event.pointerId);
    this.root.classList.add('held');
    const move = (now) => {
      const [nowX, nowY] = this.point(now);
      moved = moved || Math.hypot(nowX - startX, nowY - startY) > 4;
      if (!moved) return;
      if (zoomed) this.place(this.scale, x + nowX - startX, y + nowY - startY);
      else if (this.split) this.divide((nowX / this.root.clientWidth) * 100);
    };
    const end = (now) => {
      this.root.removeEventListener('pointermove', move);
      this.root.classList.remove('held');
      if (!moved && now.type === 'pointerup') this.armed = true;
    };
    this.root.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel']) this.root.addEventListener(type, end, { once: true });
  }

  /** The previews have fewer pixels than the files: where those lie beside the page, they take over. */
  async loadFull() {
    if (this.full) return;
    this.full = true;
    const loaded = await Promise.all(this.images.map((image) => this.swap(image)));
    const left = this.images.filter((image, i) => !loaded[i]);
    const missing = left.map((image) => (image.closest('.before') ? 'before' : 'after')).sort().reverse();
    if (missing.length === 0) return;
    this.state.textContent = 'No full-size file beside this page: ' + missing.join(' and ') +
      (missing.length > 1 ? ' are previews.' : ' is a preview.');
    this.state.hidden = false;
  }

  /** Resolves to false where a preview stays that has fewer pixels than its file. */
  swap(image) {
    if (!('reduced' in image.dataset)) return Promise.resolve(true);
    const url = image.dataset.full;
    if (!url) return Promise.resolve(false);
    return new Promise((resolve) => {
      const file = new Image();
      file.onerror = () => resolve(false);
      file.onload = () => {
        // Another file of that name, written since, is not what was measured.
        const same = Math.abs((file.naturalWidth / file.naturalHeight) * (this.height / this.width) - 1) < 0.01;
        if (same) image.src = file.src;
        resolve(same);
      };
      file.src = url;
    });
  }
}
`;
