/** What a connection failed with, and what to do about it. */
export interface ConnectionFinding {
  /** Of Node, OpenSSL or undici; null when the chain of causes has none. */
  readonly code: string | null;
  readonly finding: string;
  readonly remedy: string;
  /** The same request may well work in a second. */
  readonly passing: boolean;
}

const CERTIFICATE =
  /CERT|SELF_SIGNED|^UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)|^CRL_|^(?:INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/u;

/** Finding and remedy from the innermost error code of a chain of causes. */
export function explainConnection(error: unknown): ConnectionFinding {
  const code = connectionCode(error);
  const found = (finding: string, remedy: string, passing = false): ConnectionFinding => ({
    code,
    finding,
    remedy,
    passing,
  });
  switch (code) {
    case null:
      return found('the connection failed', 'check OPENAI_BASE_URL, the network and proxy settings', true);
    case 'ECONNREFUSED':
      return found('the connection was refused', 'start the server, or check OPENAI_BASE_URL');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return found('its host name is not known', 'check OPENAI_BASE_URL and the network');
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return found('the connection was cut', 'try again; if it stays, look at the server’s log', true);
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return found(
        'nothing answered at its address in time',
        'check OPENAI_BASE_URL, the network and proxy settings',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return found('the network has no way to it', 'check the network and proxy settings');
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return found(
        `no secure connection came about (${code})`,
        'if the server speaks plain HTTP, as local ones do, let OPENAI_BASE_URL begin with http://',
      );
  }
  if (CERTIFICATE.test(code)) {
    return found(
      `its certificate is not trusted (${code})`,
      'check OPENAI_BASE_URL; for a certificate of your own, name its authority in NODE_EXTRA_CA_CERTS',
    );
  }
  return found(
    `the connection failed (${code})`,
    'check OPENAI_BASE_URL, the network and proxy settings',
    true,
  );
}

function connectionCode(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 5) return null;
  if (error instanceof AggregateError && error.errors.length > 0) {
    const inner = connectionCode(error.errors[0], depth + 1);
    if (inner !== null) return inner;
  }
  const inner = connectionCode(error.cause, depth + 1);
  if (inner !== null) return inner;
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
