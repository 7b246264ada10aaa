import { expect, it } from '@jest/globals';
import { deviceOf, linkToken, networkOf, normalEmail } from './sign-in.rules.js';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1'],
  ['2001:0db8:0000:0001::9', '2001:db8:0:1'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('the network of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0 Safari/537.36 Edg/147.0',
    'Edge, Windows',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1', 'Safari, iOS'],
  ['curl/8', ''],
])('%s is shown as “%s”', (userAgent, device) => expect(deviceOf(userAgent)).toBe(device));

it('mail addresses are compared without case or spaces', () => expect(normalEmail(' Ines@Example.FR ')).toBe('ines@example.fr'));

it('the token of a link depends on the secret, the kind and the id', () => {
  const secret = 'a-secret-of-at-least-thirty-two-characters';
  const tokens = [
    linkToken(secret, 'password', '1'),
    linkToken(secret, 'password', '2'),
    linkToken(secret, 'invitation', '1'),
    linkToken(`${secret}!`, 'password', '1'),
  ];
  expect(new Set(tokens).size).toBe(4);
  expect(linkToken(secret, 'password', '1')).toBe(tokens[0]);
});
