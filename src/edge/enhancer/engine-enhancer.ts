import type { Engine } from '../../engine/engine.js';
import type { Stage } from '../../engine/options.js';
import { askedRecipe } from '../../recipe/asked.js';
import { createRecipeRunner } from '../../recipe/run-recipe.js';
import { RECIPE_THREADS } from '../../recipe/threads.js';
import type { EnhancedRaster, Enhancer } from './enhancer.js';

/** An enhancer on an engine of this process. The engine's threads do the work; its caller closes it. */
export function engineEnhancer(engine: Engine): Enhancer {
  const runner = createRecipeRunner(engine);
  return {
    async enhance(bytes, { scale, tier }, signal) {
      let raster: EnhancedRaster | undefined;
      const began = performance.now();
      let decodeMs = 0;
      const onProgress = (stage: Stage) => {
        if (stage === 'decode') decodeMs = performance.now() - began;
      };
      const how = { scale, tier, onProgress, ...(signal ? { signal } : {}) };
      await engine.pixels(bytes, how, async (pixels) => {
        const out = new Uint8Array(new SharedArrayBuffer(pixels.width * pixels.height * pixels.channels));
        raster = { ...(await engine.pool.call(RECIPE_THREADS, 'raster', { pixels, out })), decodeMs };
      });
      if (!raster) throw new RangeError('the engine handed no pixels on');
      return raster;
    },
    async treat(bytes, { cutout, background, for: market, scale, tier, format, quality }, signal) {
      const recipe = askedRecipe({
        scale,
        tier,
        format,
        ...(quality ? { quality } : {}),
        ...(cutout ? { cutout, background: background ? `#${background}` : 'transparent' } : {}),
        ...(market ? { for: [market] } : {}),
      });
      const { outputs } = await runner.run(bytes, recipe, signal ? { signal } : {});
      return (outputs.find((output) => output.for === market) ?? outputs[0]).bytes;
    },
  };
}
