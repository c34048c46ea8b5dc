import { generateKeyPairSync, sign } from 'node:crypto';

const tagged = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts);
const identifier = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const pem = (label: string, der: Buffer) => `-----BEGIN ${label}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

/** A certificate that a host signed itself (RFC 5280 §4.1), good from 2000 to 2049, made anew for each test. */
export function selfSigned(host: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1', publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  const algorithm = sequence(identifier('2a8648ce3d040302'));
  const name = sequence(tagged(0x31, sequence(identifier('550403'), tagged(0x0c, Buffer.from(host)))));
  const validity = sequence(tagged(0x17, Buffer.from('000101000000Z')), tagged(0x17, Buffer.from('491231235959Z')));
  const names = sequence(sequence(identifier('551d11'), tagged(0x04, sequence(tagged(0x82, Buffer.from(host))))));
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])));
  const body = sequence(version, tagged(0x02, Buffer.from([1])), algorithm, name, validity, name, publicKey, tagged(0xa3, names));
  const signature = sign('sha256', body, privateKey);
  return { key: privateKey, cert: pem('CERTIFICATE', sequence(body, algorithm, tagged(0x03, Buffer.from([0]), signature))) };
}
