#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(fileURLToPath(entry))) {
  console.error('heroshot is not built yet. Run "npm run build" in its folder first.');
  process.exit(2);
}
await import(entry.href);
