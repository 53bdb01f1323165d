import type { S3Client } from '@aws-sdk/client-s3';

/** Which bucket, and where. Credentials come by the SDK's own chain: environment, profile, role of the machine. */
export interface S3Options {
  bucket: string;
  /** All keys begin with it. */
  prefix?: string;
  /** An S3-compatible server; left out: AWS. */
  endpoint?: string;
  /** Left out: as the SDK finds it (`AWS_REGION`, profile); `us-east-1` for other servers than AWS. */
  region?: string;
  /** The bucket is in the path, not in the host's name. By default where there is an `endpoint`. */
  pathStyle?: boolean;
}

/** The SDK, and a client of it. */
export interface Connection {
  sdk: typeof import('@aws-sdk/client-s3');
  client: S3Client;
}

/** The SDK and a client of it. Loaded here, when it is first used: who has no bucket never loads it. */
export async function connect(options: S3Options): Promise<Connection> {
  const sdk = await import('@aws-sdk/client-s3');
  const { endpoint, pathStyle = endpoint !== undefined } = options;
  const region = options.region ?? (endpoint === undefined ? undefined : 'us-east-1');
  const client = new sdk.S3Client({
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    forcePathStyle: pathStyle,
    // The newer checksums are unknown to many servers. The signature covers the SHA-256 of every body we send.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 5000,
      // Until the answer begins: no request carries more than a part, so one that takes this long hangs.
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      // While it streams: a reader may pause as long.
      socketTimeout: 120_000,
    },
  });
  return { sdk, client };
}
