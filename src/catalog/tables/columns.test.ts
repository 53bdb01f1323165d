import { describe, expect, it } from 'vitest';
import { resolveColumns } from './columns.js';
import { parseColumns } from './columns-option.js';

const found = (header: string, given?: string) => {
  const names = header.split(',');
  const { layout, sku, images } = resolveColumns(names, given ? parseColumns(given) : undefined);
  return { layout, sku: sku.map((i) => names[i]), images: images.map(({ name }) => name) };
};

describe('layouts', () => {
  it.each([
    [
      'Handle,Title,Variant SKU,Image Src,Image Position,Variant Image',
      'shopify',
      ['Handle'],
      ['Image Src', 'Variant Image'],
    ],
    [
      'Title,URL handle,SKU,Product image URL,Image position,Variant image URL',
      'shopify',
      ['URL handle'],
      ['Product image URL', 'Variant image URL'],
    ],
    ['ID,Type,SKU,Name,Published,Images', 'woocommerce', ['SKU', 'ID'], ['Images']],
    [
      'sku,product_type,base_image,small_image,additional_images',
      'magento',
      ['sku'],
      ['base_image', 'additional_images', 'small_image'],
    ],
    ['name,slug,assets,sku,variantAssets', 'vendure', ['sku'], ['assets', 'variantAssets']],
    [
      'id,title,image_link,additional_image_link',
      'google-merchant',
      ['id'],
      ['image_link', 'additional_image_link'],
    ],
    ['sku,image', 'plain', ['sku'], ['image']],
    ['Id,Name,Price,ImageName', 'plain', ['Id'], ['ImageName']],
    ['SKU,Image 1,Image 2,image_3', 'plain', ['SKU'], ['Image 1', 'Image 2', 'image_3']],
    ['Artikelnummer,Bild-URL', 'plain', ['Artikelnummer'], ['Bild-URL']],
    ['référence,PHOTO', 'plain', ['référence'], ['PHOTO']],
    ['url', 'plain', [], ['url']],
  ])('%s is %s', (header, layout, sku, images) => {
    expect(found(header)).toEqual({ layout, sku, images });
  });

  it('a table without pictures is an error that names its columns and says what to write', () => {
    expect(() => found('sku,price')).toThrow(
      expect.objectContaining({
        code: 'missing_columns',
        message: expect.stringMatching(/"sku", "price".*--columns "sku=Handle,image=Image Src"/),
      }),
    );
  });

  it('a column that stands there twice has two names', () => {
    expect(found('sku,image,image').images).toEqual(['image', 'image (2)']);
  });
});

describe('--columns', () => {
  it('names columns, exactly or nearly', () => {
    expect(found('Code,Front view,Back view,image', 'sku=Code,image=Front view,image=back_view')).toEqual({
      layout: 'given',
      sku: ['Code'],
      images: ['Front view', 'Back view'],
    });
  });

  it('takes commas in names, and a separator', () => {
    expect(parseColumns('sku=Code, intern , image=Picture, large,separator=pipe,position=n')).toEqual({
      sku: 'Code, intern',
      images: ['Picture, large'],
      separator: '|',
      position: 'n',
    });
    expect(parseColumns('image=a,separator=,').separator).toBe(',');
  });

  it.each(['', 'sku=Code', 'image=', 'picture=x', 'image=a,separator=tab', 'sku=a,sku=b,image=c'])(
    '%j is wrong usage',
    (text) => expect(() => parseColumns(text)).toThrow(expect.objectContaining({ code: 'bad_option' })),
  );

  it('a name that is not there is an error that names those that are', () => {
    expect(() => found('a,b', 'image=c')).toThrow(/no column "c"; the table has "a", "b"/);
  });
});
