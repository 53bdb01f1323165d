import { blurUp } from './blur-up.js';
import { isConstrained } from './connection.js';
import type { HeroImgEnhanced, HeroImgPlain } from './events.js';
import { isTooSlow, recalled, remember } from './ledger.js';
import type { Answer, Ask, Told } from './messages.js';
import { across, HANDED_ON, hand, loaded, pictureIn } from './picture.js';
import { addressOf, type Shown, show } from './shown.js';
import { inSight } from './sight.js';
import { studioAt } from './studio.js';

/** Milliseconds that a picture may take, by what was measured, where the page says nothing. */
const PATIENCE = 4000;

/** How far from sight the placeholder of a lazy picture is fetched. */
const NEAR = '400px';

/** What leads to another picture when it changes. */
const CHOOSING = ['src', 'srcset', 'sizes'];

/**
 * `<hero-img>`: an `<img>` that blurs up, and with `enhance="client"` is enhanced in the visitor's own browser once it is in sight and
 * smaller than the screen could show. Whatever fails, the plain picture stays. See docs/hero-img.md.
 */
export class HeroImg extends HTMLElement {
  static readonly observedAttributes = [...HANDED_ON, 'enhance'];

  /** Where the worker, the weights and the runtime lie; the script's own folder where absent. Of the page's own origin. */
  static base: string | URL | undefined;

  #life: AbortController | undefined;
  #image: HTMLImageElement | undefined;
  #made = false;
  #shown: Shown | undefined;
  #observer: MutationObserver | undefined;

  /** `waiting`, `enhanced`, or `plain`; also in the attribute `state`. */
  get state(): string {
    return this.getAttribute('state') ?? 'plain';
  }

  connectedCallback(): void {
    this.#image = this.#picture();
    if (this.#image) this.#begin();
    // The parser may still be on its way to what is inside.
    else if (document.readyState === 'loading')
      document.addEventListener('DOMContentLoaded', () => this.isConnected && this.connectedCallback(), {
        once: true,
      });
  }

  disconnectedCallback(): void {
    this.#end();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value || !this.#image) return;
    if (name === 'enhance') this.#again();
    // The observer of the picture sees it and begins again.
    else if (this.#made) hand(this, this.#image, name);
  }

  #picture(): HTMLImageElement | undefined {
    const found = this.querySelector('img');
    this.#made ||= !found;
    return found ?? pictureIn(this);
  }

  #begin(): void {
    this.#end();
    const image = this.#image as HTMLImageElement;
    const life = new AbortController();
    this.#life = life;
    this.#observer = new MutationObserver((changes) => this.#changed(changes));
    this.#observer.observe(image, { attributes: true, attributeFilter: CHOOSING });
    void this.#placeholder(image, life.signal);
    if (this.getAttribute('enhance') === 'client')
      this.#enhance(image, life.signal).catch((error: unknown) =>
        this.#stay({ reason: 'failed', message: String(error) }),
      );
  }

  #end(except?: ReadonlySet<string>): void {
    this.#observer?.disconnect();
    this.#life?.abort();
    this.#life = undefined;
    this.#shown?.undo(except);
    this.#shown = undefined;
    this.removeAttribute('state');
  }

  #again(): void {
    if (this.isConnected) this.#begin();
  }

  /** The page chose another picture. */
  #changed(changes: MutationRecord[]): void {
    this.#end(new Set(changes.map(({ attributeName }) => attributeName ?? '')));
    this.#again();
  }

  async #placeholder(image: HTMLImageElement, signal: AbortSignal): Promise<void> {
    const placeholder = this.getAttribute('placeholder');
    if (!placeholder || (image.complete && image.naturalWidth > 0)) return;
    if (image.loading === 'lazy') await inSight(image, signal, NEAR);
    if (signal.aborted || (image.complete && image.naturalWidth > 0)) return;
    const end = blurUp(image, placeholder);
    for (const event of ['load', 'error'] as const)
      image.addEventListener(event, end, { once: true, signal });
    signal.addEventListener('abort', end, { once: true });
  }

  async #enhance(image: HTMLImageElement, signal: AbortSignal): Promise<void> {
    await loaded(image, signal);
    await inSight(image, signal);
    if (signal.aborted) return;
    const ask = this.#ask(image);
    const known = recalled(() => localStorage);
    if (known && isTooSlow(known, ask.patience)) return this.#stay({ reason: 'slow' });
    this.setAttribute('state', 'waiting');
    const answer = await studioAt(this.#base()).enhance(ask, signal);
    if (answer.measured) remember(() => localStorage, answer.measured);
    if (!signal.aborted) await this.#answered(image, answer, signal);
  }

  #base(): URL {
    return new URL(this.getAttribute('base') ?? HeroImg.base ?? import.meta.url, document.baseURI);
  }

  #ask(image: HTMLImageElement): Omit<Ask, 'id'> {
    const device = this.getAttribute('device');
    const saver = this.getAttribute('constrained');
    return {
      url: image.currentSrc,
      across: across(image),
      patience: Number(this.getAttribute('patience')) || PATIENCE,
      device: device === 'wasm' || device === 'webgpu' ? device : 'auto',
      fromCacheOnly: saver === 'cached' && isConstrained(),
      condition: toldBy(this.getAttribute('condition')),
    };
  }

  async #answered(image: HTMLImageElement, answer: Answer, signal: AbortSignal): Promise<void> {
    if ('plain' in answer) return this.#stay({ reason: answer.plain, message: answer.message });
    const { blob, ...made } = answer.enhanced;
    try {
      const url = await addressOf(blob);
      if (signal.aborted) return URL.revokeObjectURL(url);
      this.#shown = show(image, url, made.width);
      // What we changed ourselves is no change of the page's.
      this.#observer?.takeRecords();
      this.setAttribute('state', 'enhanced');
      const { device = 'wasm', threads = 1 } = answer.measured ?? {};
      this.#say<HeroImgEnhanced>('enhanced', { ...made, device, threads });
    } catch (error) {
      this.#stay({ reason: 'failed', message: String((error as Error).message) });
    }
  }

  #stay(detail: HeroImgPlain): void {
    this.setAttribute('state', 'plain');
    this.#say<HeroImgPlain>('plain', detail);
  }

  #say<T>(name: 'enhanced' | 'plain', detail: T): void {
    this.dispatchEvent(new CustomEvent(`heroshot:${name}`, { bubbles: true, composed: true, detail }));
  }
}

/** `condition="0.2,0,0"`: compression, noise and blur; measured where it is absent or something else. */
function toldBy(attribute: string | null): Told | undefined {
  const [compression, noise, blur, ...more] = (attribute ?? '').split(',').map(Number.parseFloat);
  const good = [compression, noise, blur].every((value) => value >= 0 && value <= 1);
  return good && more.length === 0 ? { compression, noise, blur } : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'hero-img': HeroImg;
  }
}
