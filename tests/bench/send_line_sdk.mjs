// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Machihoken developers

// The same requests through LINE's own client for Node, which writes nothing down. Prints milliseconds, and those of the processor.
//
//     node send_line_sdk.mjs FOLDER-WITH-node_modules BASE-URL REQUESTS.jsonl CONCURRENT

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [folder, base, file, concurrent] = process.argv.slice(2);
const { messagingApi } = createRequire(resolve(folder, 'bench.js'))('@line/bot-sdk');
const client = new messagingApi.MessagingApiClient({ channelAccessToken: 'token', baseURL: base });
const requests = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

let next = 0;

async function work() {
  while (next < requests.length) {
    const { key, body } = requests[next++];
    if (Array.isArray(body.to))
      await client.multicast(body, key);
    else
      await client.pushMessage(body, key);
  }
}

const began = performance.now();
const cpu = process.cpuUsage();
await Promise.all(Array.from({ length: Number(concurrent) }, work));
const used = process.cpuUsage(cpu);
console.log(`${(performance.now() - began).toFixed(1)} ${((used.user + used.system) / 1000).toFixed(1)}`);
