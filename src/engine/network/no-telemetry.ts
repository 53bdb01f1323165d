/**
 * onnxruntime's Linux and macOS builds report sessions and models to their maker from 1.27 on unless this is set before
 * they start (microsoft/onnxruntime#27379). heroshot never sends anything anywhere.
 *
 * Native code reads the real environment, which only the main thread of Node can change: import this there, first.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
