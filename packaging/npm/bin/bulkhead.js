#!/usr/bin/env node
// Becomes the native program as far as Node allows: it starts it with the same streams, passes signals on and ends as it ended.
"use strict";
const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { optionalDependencies: platforms } = require("../package.json");

function program() {
  const given = process.env.BULKHEAD_BINARY;
  if (given) return given;
  const name = `@bulkhead/${process.platform}-${process.arch}`;
  if (!platforms[name]) {
    const known = Object.keys(platforms).map((platform) => platform.split("/")[1]).join(", ");
    fail(`there is no program for ${process.platform} on ${process.arch} in this package, only for ${known}. ` +
         "Build it from source and name it with BULKHEAD_BINARY.");
  }
  try {
    return require.resolve(`${name}/bin/bulkhead`);
  } catch {
    fail(`the package ${name} is not installed. npm leaves it out with --omit=optional, and a lock file that was made on ` +
         `another platform may lack it: install it with "npm install ${name}@${platforms[name]}", or name a program with BULKHEAD_BINARY.`);
  }
}

function fail(message) {
  console.error(`bulkhead: ${message}`);
  process.exit(2);
}

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(`the program does not start: ${error.message}`));
child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
