// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Machihoken developers

// LINE's push over HTTP/2: the first digit of the retry key says what becomes of the request. Prints its port, then a line for each
// request it has seen: protocol, digit, number of bytes in the body.

'use strict';

const fs = require('fs');
const http2 = require('http2');

const [certificate, key] = process.argv.slice(2);
const server = http2.createSecureServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) });

const fates = {
  1: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"sentMessages":[{"id":"5"}]}');
  },
  2: (response) => response.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR),
  3: (response) => response.stream.close(http2.constants.NGHTTP2_REFUSED_STREAM),
  4: (response) => response.stream.session.destroy(),
  5: () => {},
  6: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"sent');
    setTimeout(() => response.stream && response.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR), 50);
  },
};

server.on('sessionError', () => {});
server.on('request', (request, response) => {
  let length = 0;
  request.on('data', (data) => { length += data.length; });
  request.on('end', () => {
    const digit = request.headers['x-line-retry-key'][0];
    process.stdout.write(`${request.httpVersion} ${digit} ${length}\n`);
    fates[digit](response);
  });
});
process.stdin.on('end', () => process.exit(0)).resume();
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
