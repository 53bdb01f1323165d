import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAddress, refusedRange } from './address-guard.js';
import { ADDRESS_RANGES } from './address-ranges.js';

describe('addresses', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['169.254.169.254', 'link-local'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['0.0.0.0', 'this network'],
    ['192.0.0.192', 'protocol assignment'],
    ['198.19.255.255', 'benchmarking'],
    ['203.0.113.9', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['168.63.129.16', 'platform service'],
    ['::', 'reserved'],
    ['::1', 'loopback'],
    ['::7f00:1', 'reserved'],
    ['fe80::1', 'link-local'],
    ['fc00::1', 'private'],
    ['fd00:ec2::254', 'metadata'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'embedded IPv4'],
    ['::ffff:8.8.8.8', 'embedded IPv4'],
    ['64:ff9b::a00:1', 'embedded IPv4'],
    ['64:ff9b:1::1', 'embedded IPv4'],
    ['2002:7f00:1::', '6to4'],
    ['2001:0:4136:e378::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['5f00::1', 'reserved'],
  ])('%s is refused as %s', (address, what) => expect(refusedRange(address)?.is).toContain(what));

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '11.0.0.0',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('%s is public', (address) => expect(refusedRange(address)).toBeUndefined());

  it('opens private networks and the own machine on request, and nothing else', () => {
    const policy = { allowPrivate: true };
    for (const address of ['10.0.0.1', '192.168.1.1', '127.0.0.1', '::1', 'fd12::1', '100.64.0.1'])
      expect(refusedRange(address, policy), address).toBeUndefined();
    for (const address of [
      '169.254.169.254',
      'fd00:ec2::254',
      '::ffff:10.0.0.1',
      '0.0.0.0',
      'fe80::1',
      '224.0.0.1',
    ])
      expect(refusedRange(address, policy), address).toBeDefined();
  });

  it('says what the address is and by which document', () => {
    expect(() => checkAddress('10.0.0.1', 'shop.example')).toThrow(
      /shop\.example \(10\.0\.0\.1\) is a private address \(10\.0\.0\.0\/8, RFC 1918\)/,
    );
  });

  it('takes nothing that is no address', () => {
    expect(() => checkAddress('127.1', 'x')).toThrow(/no usable address/);
  });

  it('lets only global unicast of IPv6 pass, whatever the address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        fc.pre(isIP(address) === 6);
        const first = Number.parseInt(address.split(':')[0] || '0', 16);
        if (first < 0x2000 || first > 0x3fff) expect(refusedRange(address)).toBeDefined();
      }),
    );
  });

  it('has a range and a document in every row', () => {
    for (const { range, source } of ADDRESS_RANGES) {
      expect(isIP(range.split('/')[0]), range).toBeGreaterThan(0);
      expect(source).toMatch(/RFC \d+|documentation/);
    }
  });
});
