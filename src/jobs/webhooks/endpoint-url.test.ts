import { describe, expect, it } from 'vitest';
import { checkEndpointUrl } from './endpoint-url.js';

const refused = expect.objectContaining({ code: 'webhook_url_refused' });

describe('addresses of endpoints', () => {
  it.each(['https://shop.example/hooks', 'https://shop.example:8443/hooks?shop=7', 'https://93.184.216.34/'])(
    '%s is taken',
    (text) => expect(checkEndpointUrl(text).href).toBe(text),
  );

  it.each([
    ['http://shop.example/hooks', 'not https'],
    ['ftp://shop.example/hooks', 'ftp:'],
    ['file:///etc/passwd', 'file:'],
    ['https://user@shop.example/', 'user name'],
    ['https://user:secret@shop.example/', 'password'],
    ['https://shop.example/#part', 'fragment'],
    ['https://shop.example/#', 'fragment'],
    [`https://shop.example/${'a'.repeat(2048)}`, 'characters'],
    ['shop.example/hooks', 'not a URL'],
    ['', 'not a URL'],
  ])('%.60s is refused: %s', (text, why) => {
    expect(() => checkEndpointUrl(text)).toThrow(refused);
    expect(() => checkEndpointUrl(text)).toThrow(why);
    expect(() => checkEndpointUrl(text)).toThrow(/^(?!.*secret)/);
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0x7f.1',
    '127.0.0.1.',
    '１２７.0.0.1',
    '0',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::7f00:1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '169.254.169.254',
    '[::ffff:169.254.169.254]',
    '[64:ff9b::a9fe:a9fe]',
    '[fd00:ec2::254]',
    '168.63.129.16',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '[fe80::1]',
    '[fc00::1]',
    '224.0.0.1',
    '255.255.255.255',
  ])('https://%s/ is an address that is not reached, however it is written', (host) => {
    expect(() => checkEndpointUrl(`https://${host}/`)).toThrow(refused);
  });

  it('http and private addresses are taken where the service runs in its own network, metadata services never', () => {
    const own = { allowPrivate: true };
    expect(checkEndpointUrl('http://10.0.0.1:8080/hooks', own).port).toBe('8080');
    for (const host of ['169.254.169.254', '[fd00:ec2::254]', '[::ffff:10.0.0.1]', '0.0.0.0'])
      expect(() => checkEndpointUrl(`http://${host}/`, own), host).toThrow(refused);
  });

  it('https can be asked for in one’s own network too, and http allowed outside of it', () => {
    expect(() => checkEndpointUrl('http://10.0.0.1/', { allowPrivate: true, allowHttp: false })).toThrow(
      'not https',
    );
    expect(checkEndpointUrl('http://shop.example/', { allowHttp: true }).protocol).toBe('http:');
  });
});
