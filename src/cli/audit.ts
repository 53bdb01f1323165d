import type { Command } from 'commander';
import { findInputs } from '../catalog/inputs.js';
import { readInput } from '../engine/decode/input.js';
import { asHeroshotError, HeroshotError } from '../engine/errors.js';
import { judge } from '../marketplaces/audit/audit.js';
import { inspect } from '../marketplaces/audit/inspect.js';
import { type Marketplace, marketplacesOf } from '../marketplaces/marketplaces.js';
import { type AuditedFile, auditLines } from './audit-lines.js';

interface Options {
  for: Marketplace[];
  json?: boolean;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  $ heroshot audit photos/ --for amazon-main
  $ heroshot audit bag.jpg --for amazon-main,shopify,instagram
  $ heroshot audit "feed/**/*.jpg" --for google-merchant --quiet
  $ heroshot audit photos/ --for ebay --json > findings.ndjson

heroshot presets lists the names. Nothing is changed; files are looked at as they are.
Exit code: 0 no file fails (there may be warnings), 1 a file fails or can't be read, 2 wrong usage.`;

/** `heroshot audit`: hold finished files against what marketplaces ask for. */
export function addAuditCommand(program: Command): void {
  program
    .command('audit')
    .description('hold finished files against what marketplaces ask for')
    .argument('<file|folder|glob...>', 'pictures, folders with pictures, or globs')
    .requiredOption(
      '--for <marketplaces>',
      'presets to hold them against, separated by commas',
      marketplacesOf,
    )
    .option('--json', 'print one JSON object per picture on stdout')
    .option('--quiet', 'print only what fails')
    .addHelpText('after', EXAMPLES)
    .action(async (args: string[], options: Options) => {
      process.exitCode = await auditAll(args, options);
    });
}

/** Run the command; returns its exit code. */
async function auditAll(args: string[], { for: markets, json, quiet = false }: Options): Promise<number> {
  const inputs = await findInputs(args);
  if (inputs.length === 0) throw new HeroshotError('file_not_found', `no pictures in ${args.join(', ')}`);
  const count = { pass: 0, warn: 0, fail: 0 };
  for (const { path, error } of inputs) {
    const file = error ? unreadable(path, error) : await auditFile(path, markets);
    count[file.verdict]++;
    const text = json ? [JSON.stringify(file)] : auditLines(file, quiet);
    if (text.length > 0) process.stdout.write(`${text.join('\n')}\n`);
  }
  console.error(`${count.pass} pass, ${count.warn} with warnings, ${count.fail} fail`);
  return count.fail > 0 ? 1 : 0;
}

async function auditFile(path: string, markets: Marketplace[]): Promise<AuditedFile> {
  try {
    const inspection = await inspect(await readInput(path));
    const audits = markets.map((market) => judge(inspection, market));
    const has = (verdict: 'fail' | 'warn') => audits.some((audit) => audit.verdict === verdict);
    const { width, height } = inspection;
    return {
      path,
      verdict: has('fail') ? 'fail' : has('warn') ? 'warn' : 'pass',
      size: { width, height },
      audits,
    };
  } catch (error) {
    return unreadable(path, asHeroshotError(error));
  }
}

function unreadable(path: string, error: HeroshotError): AuditedFile {
  return { path, verdict: 'fail', audits: [], error };
}
