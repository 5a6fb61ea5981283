/** `npm run build`: writes the program, the pages, and the licences of all bundled packages to dist. */
import { rm, writeFile } from 'node:fs/promises';
import { buildLoader } from './build-loader.js';
import { buildPages } from './build-pages.js';
import { buildProgram } from './build-program.js';
import { bundledPackages, noticeOf } from './third-party-notices.js';

const DIST = new URL('../dist/', import.meta.url);

await rm(DIST, { recursive: true, force: true });
const program = await buildProgram();
const metafiles = [program, ...(await buildPages())];
const [bundle] = Object.keys(program.outputs).filter((path) => path.endsWith('.cjs'));
if (bundle === undefined) throw new Error('There is no bundle of the program.');
await buildLoader(bundle);
await writeFile(new URL('THIRD-PARTY-NOTICES', DIST), bundledPackages(metafiles).map(noticeOf).join('\n'));
