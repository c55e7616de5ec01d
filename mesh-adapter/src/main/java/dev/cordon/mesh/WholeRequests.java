package dev.cordon.mesh;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a request and its body together, as long as the body is not too long. One that is, is answered at once and read
 * to its end for as long as the connection's guard waits, lest the answer be lost with what is still on its way; then
 * the connection ends. One per connection.
 */
final class WholeRequests extends HttpObjectAggregator {

    private final Front front;
    private boolean ending;

    WholeRequests(int longest, Front front) {
        super(longest, true);
        this.front = front;
    }

    /** Nobody is told to go on with what is too long already: it is answered like any other that is. */
    @Override
    protected @Nullable Object newContinueResponse(HttpMessage start, int longest, ChannelPipeline pipeline) {
        return isTooLong(start, longest) ? null : super.newContinueResponse(start, longest, pipeline);
    }

    private static boolean isTooLong(HttpMessage start, int longest) {
        return HttpUtil.getContentLength(start, 0L) > longest;
    }

    @Override
    protected void decode(ChannelHandlerContext context, HttpObject part, List<Object> out) throws Exception {
        super.decode(context, part, out);
        if (ending && part instanceof LastHttpContent) {
            ChannelFuture unused = context.close();
        }
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        ending = true;
        FullHttpResponse reply = front.oversized(oversized.headers());
        HttpUtil.setKeepAlive(reply, false);
        ChannelFuture sent = context.writeAndFlush(reply);
        if (HttpUtil.is100ContinueExpected(oversized)) {
            // nothing more is on its way
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
