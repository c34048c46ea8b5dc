import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key device in software: makes passkeys (ES256, no attestation) and signs with them, as a browser would pass it on. */
export function keyDevice(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  const id = randomBytes(16);
  const rpIdHash = createHash('sha256').update(new URL(origin).hostname).digest();
  const text = (bytes: Buffer) => bytes.toString('base64url');
  const client = (type: string, challenge: string, at = origin) => Buffer.from(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }));
  // User present and verified (WebAuthn §6.1); with 0x40, a new key follows.
  const data = (flags: number, counter: number) => Buffer.concat([rpIdHash, Buffer.from([flags]), uint32(counter)]);
  const envelope = (response: object) => JSON.stringify({ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {}, response });
  return {
    /** Answers `navigator.credentials.create`. */
    make({ challenge }: { challenge: string }, at?: string): string {
      const key = cborMap([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]);
      const authData = Buffer.concat([data(0x45, 0), Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const attestationObject = cborMap([['fmt', 'none'], ['attStmt', new Map<string, never>()], ['authData', authData]]);
      return envelope({ clientDataJSON: text(client('webauthn.create', challenge, at)), attestationObject: text(attestationObject), transports: ['internal'] });
    },
    /** Answers `navigator.credentials.get`; `flags` 0x05 with a finger or PIN, 0x01 without. */
    use({ challenge }: { challenge: string }, { counter = 1, flags = 0x05, at }: { counter?: number; flags?: number; at?: string } = {}): string {
      const clientData = client('webauthn.get', challenge, at);
      const authData = data(flags, counter);
      const signature = sign('sha256', Buffer.concat([authData, createHash('sha256').update(clientData).digest()]), privateKey);
      return envelope({ clientDataJSON: text(clientData), authenticatorData: text(authData), signature: text(signature) });
    },
  };
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

type Cbor = number | string | Buffer | Map<string, never>;

/** A map in CBOR (RFC 8949 §3), as far as keys need it. */
function cborMap(entries: [Cbor, Cbor][]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}

function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return head(5, 0);
}

function head(kind: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(kind << 5) | length]);
  return length < 256 ? Buffer.from([(kind << 5) | 24, length]) : Buffer.from([(kind << 5) | 25, length >> 8, length & 255]);
}
