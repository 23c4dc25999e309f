exports.all = () => [{ id: 1, label: 'winter' }];
