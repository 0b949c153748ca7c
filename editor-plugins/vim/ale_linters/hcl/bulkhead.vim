call bulkhead#define('hcl')
