import { describe, expect, it } from 'vitest';
import { openBlobs, s3Address } from './open-blobs.js';

describe('the address of the files', () => {
  it('names a bucket, and what else is said of it', () => {
    expect(s3Address('s3://shop')).toEqual({ bucket: 'shop' });
    expect(s3Address('s3://shop/')).toEqual({ bucket: 'shop' });
    expect(s3Address('s3://shop.pictures/hero/shots/')).toEqual({
      bucket: 'shop.pictures',
      prefix: 'hero/shots',
    });
    expect(
      s3Address('s3://shop/hero?endpoint=http://127.0.0.1:9000&region=eu-central-1&path-style=0'),
    ).toEqual({
      bucket: 'shop',
      prefix: 'hero',
      endpoint: 'http://127.0.0.1:9000',
      region: 'eu-central-1',
      pathStyle: false,
    });
  });

  it.each([
    's3://',
    's3:///hero',
    's3://key:secret@shop/hero',
    's3://shop?endpoint=file:///etc/passwd',
    's3://shop?endpoint=nonsense',
    's3://shop?region=',
    's3://shop?path-style=yes',
    's3://shop?acl=public-read',
    's3://shop/a%20b',
    's3://shop/ä',
    's3://shop/.hidden',
    'gs://shop/hero',
    'https://shop.example/hero',
    '',
  ])('refuses %j', (where) => {
    expect(() => openBlobs(where)).toThrow(expect.objectContaining({ code: 'bad_option' }));
  });

  it('never repeats credentials', () => {
    expect(() => openBlobs('s3://key:hidden@shop')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hidden') }),
    );
  });
});
