// What of Form.io is used, in a module of its own: it is loaded when a form is judged, and built with all it needs.
exports.utilities = require('@formio/core/utils');
exports.process = require('@formio/core/process');
