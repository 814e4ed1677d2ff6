import { createServer, type Server } from 'node:http';
import { IbidError } from '../../errors.ts';

/** Null: all is well; else what is not, in words. */
export type HealthCheck = () => Promise<string | null>;

export interface HealthServer {
  close(): Promise<void>;
}

/** `GET /healthz`: 200 and "ok", or 503 and why. Throws IbidError when the port cannot be had. */
export async function serveHealth(
  address: { readonly host: string; readonly port: number },
  check: HealthCheck,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    if (request.url !== '/healthz' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is only GET /healthz here.\n');
      return;
    }
    void check()
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
      .then((trouble) => {
        response
          .writeHead(trouble === null ? 200 : 503, {
            'content-type': 'text/plain; charset=utf-8',
            'cache-control': 'no-store',
          })
          .end(`${trouble ?? 'ok'}\n`);
      });
  });
  await listen(server, address);
  return {
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new IbidError(`${host}:${port} cannot be listened on for /healthz: ${cause.message}`, {
          remedy: 'Set IBID_HEALTH_PORT to another port, or unset it.',
          cause,
        }),
      ),
    );
    server.listen(port, host, () => resolve());
  });
}
