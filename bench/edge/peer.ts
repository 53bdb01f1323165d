/** The peer in a process of its own, for it brings a libvips of its own: `peer.js FOLDER`. Tells its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIPX, createIPXNodeServer, ipxFSStorage } from 'ipx';

const [dir] = process.argv.slice(2);
const server = createServer(createIPXNodeServer(createIPX({ storage: ipxFSStorage({ dir }) })));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
