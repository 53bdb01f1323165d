import { describe, expect, it } from 'vitest';
import { heroshot } from './photos.js';

const env = { ...process.env, HEROSHOT_EDGE_KEY: '736563726574', HEROSHOT_EDGE_SALT: '68656C6C6F' };
const PATH = '/rs:fill:300:400:0/g:sm/aHR0cDovL2V4YW1w/bGUuY29tL2ltYWdl/cy9jdXJpb3NpdHku/anBn.png';

describe('heroshot sign', () => {
  it('prints the signed path, by imgproxy’s own vector', async () => {
    const { code, stdout } = await heroshot(['sign', PATH], { env });
    expect(code).toBe(0);
    expect(stdout).toBe(`/oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8${PATH}\n`);
  });

  it('prints a srcset whose heights keep the shape', async () => {
    const { stdout } = await heroshot(
      ['sign', '/rs:fill:300:400/pr:thumb/YQ', '--srcset', '600, 300', '--base', 'https://cdn.example/edge/'],
      { env },
    );
    const [small, large] = stdout.trim().split(', ');
    expect(small).toMatch(
      /^https:\/\/cdn\.example\/edge\/[\w-]{43}\/rs:fill:300:400\/pr:thumb\/w:300\/h:400\/YQ 300w$/,
    );
    expect(large).toContain('/w:600/h:800/YQ 600w');
  });

  it('prints a <picture> that nothing can break out of', async () => {
    const { stdout } = await heroshot(
      ['sign', '/plain/local:///a.jpg', '--picture', '--srcset', '400', '--alt', '"><script>'],
      { env },
    );
    expect(stdout).toMatch(
      /<source type="image\/avif" srcset="\/[\w-]{43}\/f:avif\/w:400\/plain\/local:\/\/\/a\.jpg 400w"/,
    );
    expect(stdout).not.toContain('<script>');
  });

  it('escapes what a browser would, so that what is asked for is what was signed', async () => {
    const { stdout } = await heroshot(['sign', '/w:80/plain/local:///Red bag, ü?.jpg'], { env });
    const path = '/w:80/plain/local:///Red%20bag%2C%20%C3%BC%3F.jpg';
    const again = await heroshot(['sign', path], { env });
    expect(stdout).toBe(again.stdout);
    expect(new URL(stdout.trim(), 'http://x').pathname).toBe(stdout.trim());
  });

  it('prints a srcset of densities for pictures of one size', async () => {
    const { stdout } = await heroshot(['sign', '/rs:fill:80:80/YQ', '--dpr', '2,1'], { env });
    expect(stdout).toMatch(
      /^\/[\w-]{43}\/rs:fill:80:80\/dpr:1\/YQ 1x, \/[\w-]{43}\/rs:fill:80:80\/dpr:2\/YQ 2x\n$/,
    );
  });

  it.each([
    [['sign', '/YQ', '--dpr', '1,2', '--srcset', '400'], /one of them/],
    [['sign', '/YQ', '--dpr', '99'], /0\.5 to 8/],
    [['sign', '/blur:3/YQ'], /blur.*unknown_option/],
    [['sign', '/YQ', '--srcset', 'wide'], /whole numbers/],
    [['sign', '/YQ', '--picture'], /--srcset/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await heroshot(args, { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('says that it has no key, and shows none that is wrong', async () => {
    const without = { ...env, HEROSHOT_EDGE_KEY: '', HEROSHOT_EDGE_SALT: '' };
    expect((await heroshot(['sign', '/YQ'], { env: without })).stderr).toContain('not set');
    const wrong = await heroshot(['sign', '/YQ'], { env: { ...env, HEROSHOT_EDGE_KEY: 'hidden' } });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).not.toContain('hidden');
  });
});
