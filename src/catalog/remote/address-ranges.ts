/** A block of addresses that no public picture lives in. */
export interface AddressRange {
  /** In CIDR notation. */
  range: string;
  /** What it is, for messages. */
  is: string;
  /** The document that says so. */
  source: string;
  /** Lifted by `allowPrivate`: what shops run in their own network. */
  intranet?: true;
}

/**
 * Addresses that are refused, by IANA's special-purpose registries; the first row that holds an address decides.
 *
 * Metadata services of clouds come first, so that `allowPrivate` never opens them.
 */
export const ADDRESS_RANGES: readonly AddressRange[] = [
  { range: '168.63.129.16/32', is: "a cloud's platform service", source: 'Azure documentation' },
  { range: 'fd00:ec2::/32', is: "a cloud's metadata service", source: 'AWS documentation' },
  { range: 'fd20:ce::/32', is: "a cloud's metadata service", source: 'Google Cloud documentation' },

  { range: '10.0.0.0/8', is: 'a private address', source: 'RFC 1918', intranet: true },
  { range: '172.16.0.0/12', is: 'a private address', source: 'RFC 1918', intranet: true },
  { range: '192.168.0.0/16', is: 'a private address', source: 'RFC 1918', intranet: true },
  { range: '127.0.0.0/8', is: 'a loopback address', source: 'RFC 1122', intranet: true },
  { range: '100.64.0.0/10', is: 'a carrier-grade NAT address', source: 'RFC 6598', intranet: true },
  { range: '0.0.0.0/8', is: 'an address of this network', source: 'RFC 791' },
  { range: '169.254.0.0/16', is: 'a link-local address', source: 'RFC 3927' },
  { range: '192.0.0.0/24', is: 'a protocol assignment', source: 'RFC 6890' },
  { range: '192.0.2.0/24', is: 'a documentation address', source: 'RFC 5737' },
  { range: '192.88.99.0/24', is: 'a 6to4 relay', source: 'RFC 7526' },
  { range: '198.18.0.0/15', is: 'a benchmarking address', source: 'RFC 2544' },
  { range: '198.51.100.0/24', is: 'a documentation address', source: 'RFC 5737' },
  { range: '203.0.113.0/24', is: 'a documentation address', source: 'RFC 5737' },
  { range: '224.0.0.0/4', is: 'a multicast address', source: 'RFC 5771' },
  { range: '240.0.0.0/4', is: 'a reserved address', source: 'RFC 1112' },

  { range: '::1/128', is: 'a loopback address', source: 'RFC 4291', intranet: true },
  { range: 'fc00::/7', is: 'a private address', source: 'RFC 4193', intranet: true },
  { range: 'fe80::/10', is: 'a link-local address', source: 'RFC 4291' },
  { range: 'fec0::/10', is: 'a site-local address', source: 'RFC 3879' },
  { range: 'ff00::/8', is: 'a multicast address', source: 'RFC 4291' },
  { range: '::ffff:0:0/96', is: 'an embedded IPv4 address', source: 'RFC 4291' },
  { range: '64:ff9b::/96', is: 'an embedded IPv4 address', source: 'RFC 6052' },
  { range: '64:ff9b:1::/48', is: 'an embedded IPv4 address', source: 'RFC 8215' },
  { range: '2001::/32', is: 'an embedded IPv4 address (Teredo)', source: 'RFC 4380' },
  { range: '2001::/23', is: 'a protocol assignment', source: 'RFC 2928' },
  { range: '2001:db8::/32', is: 'a documentation address', source: 'RFC 3849' },
  { range: '2002::/16', is: 'an embedded IPv4 address (6to4)', source: 'RFC 3056' },
  { range: '3fff::/20', is: 'a documentation address', source: 'RFC 9637' },
  // Only 2000::/3 is given out for the public internet; the rest of IPv6 is refused as a whole.
  { range: '::/3', is: 'a reserved address', source: 'RFC 4291' },
  { range: '4000::/2', is: 'a reserved address', source: 'RFC 4291' },
  { range: '8000::/1', is: 'a reserved address', source: 'RFC 4291' },
];
