import { type Command, Option } from 'commander';
import { HttpHandOff } from '../catalog/hand-off/http-hand-off.js';
import { handOffSecrets } from '../catalog/hand-off/secrets.js';
import { checkUrl } from '../catalog/remote/checked-url.js';
import { HAND_OFF_BODIES, type HandOffBody } from '../recipe/hand-off.js';
import { numberBetween } from './dials.js';

/** What a person can say about handing pictures off. */
export interface HandOffFlags {
  handOff?: string;
  handOffAs?: HandOffBody;
  handOffTimeout?: number;
  handOffPrivate?: boolean;
}

/** Add the options of a hand-off. */
export function addHandOffOptions(command: Command): Command {
  return command
    .option(
      '--hand-off <url>',
      'post each picture to another tool and go on with what it answers (docs/hand-off.md)',
    )
    .addOption(
      new Option('--hand-off-as <body>', 'JSON with base64 (default), or a form').choices(HAND_OFF_BODIES),
    )
    .option('--hand-off-timeout <seconds>', 'that the tool may take; 120 by default', numberBetween(1, 600))
    .option('--hand-off-private', 'the tool may be at a private address: this machine, your own network');
}

/**
 * Hands pictures off as was said; signed by the secrets of the environment.
 *
 * @throws {HeroshotError} `url_refused`, `bad_option`
 */
export function handOffBy({ handOff, handOffPrivate = false }: HandOffFlags): HttpHandOff {
  // Before a picture is enhanced for a tool that may not be asked.
  if (handOff !== undefined) checkUrl(handOff, { allowPrivate: handOffPrivate });
  return new HttpHandOff({ allowPrivate: handOffPrivate, secrets: handOffSecrets() });
}
