// aedes, mosca's successor, on this port, with its sessions in memory. Arguments: port.
const net = require('net')
const { Aedes } = require('aedes')

Aedes.createBroker().then(broker => {
  net.createServer(broker.handle).listen(Number(process.argv[2]), '127.0.0.1')
})
