import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that can break. */
export interface TcpProxy {
  port: number;
  /** Cut all connections, and refuse new ones. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Keep connections open, and let nothing through in either direction. */
  silence(): void;
  close(): Promise<void>;
}

/** A proxy on a free port of this machine. */
export async function tcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(from);
      from.on('data', (data) => {
        if (!silent) to.write(data);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (port: number) => new Promise<void>((up) => server.listen(port, '127.0.0.1', up));
  const down = async () => {
    const closed = new Promise((done) => server.close(done));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    down,
    async up() {
      silent = false;
      await listen(port);
    },
    silence() {
      silent = true;
    },
    async close() {
      if (server.listening) await down();
    },
  };
}
