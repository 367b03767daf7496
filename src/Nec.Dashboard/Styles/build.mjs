// Builds Built/nec.css from nec.scss, and records in Built/SHA256SUMS what it was built from.
// ./nec styles runs this; a test reads the record.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// The sheet holds parts of GOV.UK Frontend, so its licence goes wherever the sheet goes.
const { version } = JSON.parse(readFileSync('node_modules/govuk-frontend/package.json', 'utf8'));
const licence = readFileSync('Styles/govuk-frontend-licence.txt', 'utf8').trim();
const { css } = compile('Styles/nec.scss', { loadPaths: ['node_modules'], style: 'compressed', quietDeps: true, charset: false });

mkdirSync('Built', { recursive: true });
writeFileSync('Built/nec.css', `/*!\nContains parts of GOV.UK Frontend ${version}.\n\n${licence}\n*/\n${css.trim()}\n`);

const sources = readdirSync('Styles').filter((name) => /\.(mjs|scss|txt)$/.test(name)).map((name) => `Styles/${name}`);
const hash = (name) => createHash('sha256').update(readFileSync(name)).digest('hex');
const recorded = ['Built/nec.css', 'package-lock.json', 'package.json', ...sources].sort();
writeFileSync('Built/SHA256SUMS', recorded.map((name) => `${hash(name)}  ${name}\n`).join(''));
