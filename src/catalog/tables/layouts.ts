/** How the pictures of one cell are told apart; `auto` looks at the cell. */
export type Separator = ',' | '|' | ';' | 'auto' | 'none';

/** A column that holds pictures. Of several names the first that the table has counts; `every` takes all of them. */
export interface ImageRule {
  names: string[];
  separator: Separator;
  /** Columns that state a picture's place among the product's pictures. */
  position?: string[];
  /** Every column with one of the names, also numbered ones (`image 1`, `image_2`). */
  every?: true;
}

/** When a row belongs to the product of the row above it. */
export type Follows =
  | { rule: 'same-sku' }
  | { rule: 'empty'; column: string }
  | { rule: 'equals'; column: string; value: string };

/** A shop system's table. Column names are compared without case, blanks and punctuation. */
export interface Layout {
  name: string;
  title: string;
  /** The layout fits where one column of each list is there. */
  needs: string[][];
  /** Columns that identify the product; the first that is not empty counts. */
  sku: string[];
  images: ImageRule[];
  follows?: Follows;
  /** Paths begin with a slash that means the shop's picture folder. */
  rooted?: true;
}

const SHOPIFY_IMAGE = ['Image Src', 'Product image URL'];
const SHOPIFY_HANDLE = ['Handle', 'URL handle'];
const ANY_SKU =
  'sku|product sku|item sku|variant sku|article number|article no|article|item number|item no|part number|mpn|product code|' +
  'item code|reference|model|artikelnummer|artikelnr|art nr|référence|referencia|handle|product id|item id|id|ean|gtin|upc|' +
  'barcode|asin|code|slug';
const ANY_IMAGE =
  'image|images|image url|image urls|image link|image src|image file|image filename|image name|image path|img|img url|img src|' +
  'picture|pictures|picture url|picture file|photo|photos|photo url|photo file|main image|main image url|base image|' +
  'additional image|additional images|additional image url|additional image link|product image|product images|' +
  'product image url|product image file|file|filename|file name|path|url|src|asset|assets|bild|bilder|bild url|bildname|' +
  'foto|fotos|imagen|imagenes|imágenes|immagine|immagini|afbeelding|afbeeldingen|zdjęcie|obrázek';

/** The layouts that are known, most particular first; the last one takes whatever looks like a picture column. */
export const LAYOUTS: readonly Layout[] = [
  {
    name: 'shopify',
    title: 'Shopify products',
    needs: [SHOPIFY_HANDLE, SHOPIFY_IMAGE],
    sku: SHOPIFY_HANDLE,
    images: [
      { names: SHOPIFY_IMAGE, separator: 'none', position: ['Image Position'] },
      { names: ['Variant Image', 'Variant image URL'], separator: 'none' },
    ],
    follows: { rule: 'same-sku' },
  },
  {
    name: 'magento',
    title: 'Magento 2 products',
    needs: [['sku'], ['base_image']],
    sku: ['sku'],
    images: [
      { names: ['base_image'], separator: 'none' },
      { names: ['additional_images'], separator: ',' },
      { names: ['small_image'], separator: 'none' },
      { names: ['thumbnail_image'], separator: 'none' },
      { names: ['swatch_image'], separator: 'none' },
    ],
    follows: { rule: 'same-sku' },
    rooted: true,
  },
  {
    name: 'vendure',
    title: 'Vendure products',
    needs: [['name'], ['assets'], ['sku']],
    sku: ['sku'],
    images: [
      { names: ['assets'], separator: '|' },
      { names: ['variantAssets'], separator: '|' },
    ],
    follows: { rule: 'empty', column: 'name' },
  },
  {
    name: 'woocommerce',
    title: 'WooCommerce products',
    needs: [['SKU'], ['Images'], ['Type', 'Published', 'Regular price']],
    sku: ['SKU', 'ID'],
    images: [{ names: ['Images'], separator: ',' }],
    follows: { rule: 'equals', column: 'Type', value: 'variation' },
  },
  {
    name: 'google-merchant',
    title: 'Google Merchant Center feed',
    needs: [['id'], ['image_link']],
    sku: ['id'],
    images: [
      { names: ['image_link'], separator: 'none' },
      { names: ['additional_image_link'], separator: ',' },
    ],
  },
  {
    name: 'plain',
    title: 'any table with a picture column',
    needs: [ANY_IMAGE.split('|')],
    sku: ANY_SKU.split('|'),
    images: [{ names: ANY_IMAGE.split('|'), separator: 'auto', every: true }],
  },
];
