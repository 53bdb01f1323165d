import { expect, test } from 'vitest';
import { taskModule } from './task-module.js';

test('a built module is found beside its caller', () => {
  expect(taskModule('file:///app/dist/recipe/threads.js', './worker.js').file).toBe(
    '/app/dist/recipe/worker.js',
  );
});

test('from the sources the built twin is found, also where a folder above is called src', () => {
  expect(taskModule('file:///src/app/src/recipe/threads.ts', './worker.js').file).toBe(
    '/src/app/dist/recipe/worker.js',
  );
});
