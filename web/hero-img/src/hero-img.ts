/** `heroshot/hero-img`: importing it defines the element. */
import { HeroImg } from './element.js';

export type { HeroImgEnhanced, HeroImgPlain } from './events.js';
export { HeroImg };

if (!customElements.get('hero-img')) customElements.define('hero-img', HeroImg);
