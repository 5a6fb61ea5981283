/** `npm run build`: writes the program, the pages, the licences of all bundled packages and a bill of materials to dist. */
import { rm, writeFile } from 'node:fs/promises';
import { buildLoader } from './build-loader.js';
import { buildPages } from './build-pages.js';
import { buildProgram, buildTelemetry } from './build-program.js';
import { buildStamp } from './build-stamp.js';
import { sbomOf } from './sbom.js';
import { bundledPackages, noticeOf } from './third-party-notices.js';

const DIST = new URL('../dist/', import.meta.url);

await rm(DIST, { recursive: true, force: true });
const telemetry = await buildTelemetry();
const program = await buildProgram(telemetry.file);
const metafiles = [program, telemetry.metafile, ...(await buildPages())];
const [bundle] = Object.keys(program.outputs).filter((path) => path.endsWith('.cjs'));
if (bundle === undefined) throw new Error('There is no bundle of the program.');
await buildLoader(bundle);
const packages = bundledPackages(metafiles);
await writeFile(new URL('THIRD-PARTY-NOTICES', DIST), packages.map(noticeOf).join('\n'));
await writeFile(new URL('sbom.cdx.json', DIST), sbomOf(packages, buildStamp()));
