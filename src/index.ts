export { type ClipFile, writeClip } from './catalog/clip.js';
export { type HandOffOptions, HttpHandOff } from './catalog/hand-off/http-hand-off.js';
export { CLIP_TARGETS, type ClipSize, clipSize, clipTargets } from './compose/clip/sizes.js';
export { type DiskCache, type DiskCacheOptions, diskCache } from './edge/cache/disk.js';
export type { Picture, PictureCache, PictureKey } from './edge/cache/picture.js';
export { engineEnhancer } from './edge/enhancer/engine-enhancer.js';
export type { Enhancer } from './edge/enhancer/enhancer.js';
export {
  type RemoteEnhancer,
  type RemoteEnhancerOptions,
  remoteEnhancer,
} from './edge/enhancer/remote-enhancer.js';
export { EDGE_ERRORS, EdgeError, type EdgeErrorCode } from './edge/errors.js';
export { type PictureFlightOptions, pictureFlight } from './edge/flight/picture-flight.js';
export { buildPath as edgePath } from './edge/grammar/grammar.js';
export type { EdgeOptions } from './edge/grammar/options.js';
export { HERO_IMG_PREFIX, type HeroImgPluginOptions, heroImgPlugin } from './edge/hero-img/plugin.js';
export { answerUnreadable, type EdgePluginOptions, edgePlugin } from './edge/plugin.js';
export { createEdge, type EdgeServer } from './edge/server/edge-server.js';
export type { EdgeServerOptions } from './edge/server/options.js';
export type { Answered, EdgeWatch, Stages } from './edge/server/watch.js';
export { type KeyPair, keysFrom, signedPath } from './edge/signature.js';
export { type PictureOptions, picture as pictureElement } from './edge/snippets/picture.js';
export { densities, type Signing, srcset } from './edge/snippets/srcset.js';
export { type Advice, adviseSize, autoScale } from './engine/advice.js';
export type { OutputFormat } from './engine/encode/formats.js';
export { createEngine, type Engine, enhance } from './engine/engine.js';
export { ERRORS, type ErrorCode, HeroshotError } from './engine/errors.js';
export type { Limits } from './engine/limits.js';
export type { Fidelity } from './engine/measure/fidelity.js';
export type { Device } from './engine/network/device.js';
export type { PrecisionOption } from './engine/network/precision.js';
export { MODELS, type Model, type Precision, type Tier } from './engine/network/registry.js';
export type { EngineOptions, EnhanceOptions, Stage } from './engine/options.js';
export type { Condition } from './engine/picture.js';
export type { Report, Timings } from './engine/report.js';
export type { EnhanceResult } from './engine/stages.js';
export { type AuditOptions, audit } from './marketplaces/audit/audit.js';
export type { Severity } from './marketplaces/audit/check.js';
export { CHECKS, type FindingCode } from './marketplaces/audit/checks.js';
export type { Audit, Finding } from './marketplaces/audit/finding.js';
export type { Canvas, Confidence, Fill, Shape, SizeBound } from './marketplaces/marketplace.js';
export {
  MARKETPLACES,
  type Marketplace,
  type MarketplaceName,
  marketplace,
  marketplacesOf,
} from './marketplaces/marketplaces.js';
export type { Background } from './recipe/background.js';
export type { ClipOptions } from './recipe/clip/options.js';
export type { ClipReport } from './recipe/clip/report.js';
export type { ClipStill } from './recipe/clip/still.js';
export type { HandedBack, HandOff, HandOffStep, Parcel } from './recipe/hand-off.js';
export type { PlaceStep } from './recipe/place/place-step.js';
export type { PlacementReport } from './recipe/place/report.js';
export { TEMPLATES, type TemplateName } from './recipe/place/template.js';
export { type PaperSize, type PrintPlan, paperSize, planPrint } from './recipe/print.js';
export type { CutoutStep, MarketplacesStep, Recipe, Step } from './recipe/recipe.js';
export { WORKFLOWS, type Workflow, workflow } from './recipe/recipes.js';
export type { HandOffReport, OutputReport, RecipeReport } from './recipe/report.js';
export {
  createRecipeRunner,
  type RecipeOutput,
  type RecipeResult,
  type RecipeRunner,
} from './recipe/run-recipe.js';
