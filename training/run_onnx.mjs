// node run_onnx.mjs MODEL.onnx IMAGE.f32 HEIGHT WIDTH "c,n,b" OUTPUT.f32: one inference of raw float32 planes [1, 3, H, W].
process.env.ORT_DISABLE_TELEMETRY = '1';
const { readFileSync, writeFileSync } = await import('node:fs');
const { InferenceSession, Tensor } = await import('onnxruntime-node');
const [model, file, height, width, condition, out] = process.argv.slice(2);
const bytes = readFileSync(file);
const planes = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const session = await InferenceSession.create(model, { executionProviders: ['cpu'] });
const { output } = await session.run({
  image: new Tensor('float32', planes, [1, 3, Number(height), Number(width)]),
  condition: new Tensor('float32', Float32Array.from(condition.split(','), Number), [1, 3]),
});
writeFileSync(out, new Uint8Array(output.data.buffer, output.data.byteOffset, output.data.byteLength));
