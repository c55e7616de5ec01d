/** The frame of a cloud's gateway: routes, a service behind them, results that are kept. No cloud is named here. */
package dev.cordon.tests.gateway;
