#!/usr/bin/env node
'use strict';
require('../dist/ftpcode.cjs')
  .main(process.argv.slice(2))
  .then((status) => {
    process.exitCode = status;
  });
