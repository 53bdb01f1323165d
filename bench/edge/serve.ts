/** A server of on-the-fly pictures in a process of its own: `serve.js FOLDER heroshot|ipx`. Tells its port, and counts enhancements. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { createEdge, createEngine, type Enhancer, edgePlugin, engineEnhancer } from 'heroshot';

const [folder, which] = process.argv.slice(2);

/** What the process tells its parent. */
export type Told = { port: number } | { enhanced: number };
const tell = (told: Told) => process.send?.(told);

async function heroshot(): Promise<number> {
  const networks = engineEnhancer(createEngine());
  let enhanced = 0;
  const enhancer: Enhancer = {
    ...networks,
    enhance: (...args) => {
      enhanced++;
      return networks.enhance(...args);
    },
  };
  process.on('message', () => tell({ enhanced }));
  const edge = createEdge({ signatures: { keys: [], allowUnsafe: true }, sources: { folder }, enhancer });
  const app = fastify();
  await app.register(edgePlugin, { prefix: '/edge', edge });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

async function ipx(): Promise<number> {
  // It brings a libvips of its own, which must not share a process with ours.
  const { createIPX, createIPXNodeServer, ipxFSStorage } = await import('ipx');
  const server = createServer(createIPXNodeServer(createIPX({ storage: ipxFSStorage({ dir: folder }) })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

tell({ port: await (which === 'ipx' ? ipx() : heroshot()) });
