import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addEdgeOptions } from './edge-options.js';

afterEach(() => vi.unstubAllEnvs());
const parsed = (...args: string[]) => addEdgeOptions(new Command()).parse(args, { from: 'user' }).opts();

describe('options of pictures on the fly', () => {
  it('open the door for unsigned addresses only where they say so', () => {
    expect(parsed().edgeAllowUnsafe).toBeUndefined();
    expect(parsed('--edge-allow-unsafe').edgeAllowUnsafe).toBe(true);
    vi.stubEnv('HEROSHOT_EDGE_ALLOW_UNSAFE', '0');
    expect(parsed().edgeAllowUnsafe).toBe(false);
    vi.stubEnv('HEROSHOT_EDGE_ALLOW_UNSAFE', '1');
    expect(parsed().edgeAllowUnsafe).toBe(true);
  });

  it('take hosts as an address bar gives them, and lists from the environment', () => {
    vi.stubEnv('HEROSHOT_EDGE_BUCKETS', 'photos, s3://other/a?region=eu-central-1');
    const { edgeOrigins, edgeBuckets } = parsed(
      '--edge-origins',
      'https://img.shop.example/, *.cdn.example:8443',
    );
    expect(edgeOrigins).toEqual(['img.shop.example', '*.cdn.example:8443']);
    expect(edgeBuckets).toEqual(['photos', 's3://other/a?region=eu-central-1']);
  });

  it('have a variable each, under its own name', () => {
    const variables = addEdgeOptions(new Command()).options.map(({ envVar }) => envVar);
    for (const variable of variables) expect(variable).toMatch(/^HEROSHOT_EDGE_[A-Z_]+$/);
    expect(new Set(variables).size).toBe(variables.length);
  });
});
