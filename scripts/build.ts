/** `npm run build`: writes the program, the pages, and the licences of all bundled packages to dist. */
import { rm, writeFile } from 'node:fs/promises';
import { buildPages } from './build-pages.js';
import { buildProgram } from './build-program.js';
import { bundledPackages, noticeOf } from './third-party-notices.js';

const DIST = new URL('../dist/', import.meta.url);

await rm(DIST, { recursive: true, force: true });
const metafiles = [await buildProgram(), ...(await buildPages())];
await writeFile(new URL('THIRD-PARTY-NOTICES', DIST), bundledPackages(metafiles).map(noticeOf).join('\n'));
