import { expect, it } from 'vitest';
import { isPublicAddress, mayReach, postOutward } from './outward.ts';

it('knows inner addresses in every notation', () => {
  for (const inner of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.0.1', '172.20.0.1', '100.64.0.1', '0.0.0.0', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', 'ff02::1', 'no address'])
    expect(isPublicAddress(inner), inner).toBe(false);
  for (const outer of ['1.1.1.1', '193.0.6.139', '2606:4700:4700::1111', '::ffff:1.1.1.1']) expect(isPublicAddress(outer), outer).toBe(true);
});

it('reaches public places by https alone', async () => {
  for (const bad of ['http://push.example.org/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://2130706433/', 'https://localhost/x', 'https://a:b@push.example.org/', 'ftp://push.example.org', 'nonsense'])
    expect(mayReach(bad), bad).toBe(false);
  expect(mayReach('https://push.example.org/x')).toBe(true);
  await expect(postOutward('https://127.0.0.1:9/x', {}, Buffer.alloc(0))).rejects.toThrow('may not be reached');
});
